import { isOnlyPath } from './plain-line.ts';

/** Lines that begin like errors, or end like exceptions. */
const STRONG =
  /^\W*(?:[\w./-]+: )?(?:(?:fatal|user|internal|input|runtime)? ?error|fatal|panic|exception in thread|caused by)\b|\[E::|^[\w.]*(?:Error|Exception|Exit)(?::|$)|\bpanicked at\b|^thread '.*' panicked|\bError(?: in .*)?: /i;
/** Lines that mention an error anywhere. */
const WEAK =
  /\berror\b|\bfail|cannot|can't|could not|couldn't|unable|no such|not found|denied|invalid|illegal|missing|exceed|exception|out of memory|\bmemory\b.*\b(?:exhausted|allocate|allocation)|\bkilled\b|core dumped|segmentation fault|assertion|abort|truncated|corrupt|mismatch|\bdie[ds]?\b|unbound variable|syntax error|no space left|quota exceeded/i;
/** Lines that contain such words but report no error, and clean-up after an error. */
const HARMLESS =
  /\b(?:no|0|zero|without) (?:errors?|failures?|failed)\b|\b(?:errors?|failed|failures?)\s*[:=]\s*0\b|\bwarn(?:ing)?\b|^note: |^\[W::|^\[M::|^(?:rm|rmdir|umount): |--help\b|^\s+at [\w.$/]+\(|^\s*\.\.\. \d+ more$|^Execution halted|^Try '/i;

/**
 * Finds the line that names the cause: the last line that begins like an error, else the last line that mentions one.
 * Lines after it are clean-up, a stack trace or usage information. Null if there is none.
 * @param isSource whether a line is part of the author's script
 */
export function findCause(lines: readonly string[], isSource: (line: string) => boolean): number | null {
  const is = (sign: RegExp) => (line: string) =>
    sign.test(line) && !HARMLESS.test(line) && !isSource(line) && !isOnlyPath(line);
  const strong = lines.findLastIndex(is(STRONG));
  if (strong >= 0) return strong;
  const weak = lines.findLastIndex(is(WEAK));
  return weak >= 0 ? weak : null;
}

/** Finds the last informative line, for output in which no line names a cause. */
export function lastSaid(lines: readonly string[], isSource: (line: string) => boolean): number | null {
  const found = lines.findLastIndex((line) => line.trim() !== '' && !isSource(line) && !isOnlyPath(line));
  return found >= 0 ? found : null;
}
