const SAYS = '(?:No space left on device|Disk quota exceeded)';
/**
 * Messages that programs print after a file name or an error number. They are not quoted, as they would be in a script
 * that searches for them.
 */
const PRINTED = new RegExp(String.raw`(?:^|[:\])(] ?)${SAYS}`);
/** In the log, only exceptions of Java's file classes count, because it also contains task scripts. */
const EXCEPTION = new RegExp(String.raw`^(?:Caused by: )?java\.(?:io|nio\.file)\.\w+: (?:.*: )?${SAYS}`, 'm');
/** Nextflow's own messages, which quote the script if it does not compile. */
const OWN = new RegExp(String.raw`^(?:\S+: )*${SAYS}$`);

/** Whether a program's output reports a full disk. */
export const printsFullDisk = (lines: readonly string[]): boolean => lines.some((line) => PRINTED.test(line));

/** Whether Nextflow itself hit a full disk, from its messages and its log. */
export const saysFullDisk = (said: readonly string[], log: string): boolean =>
  said.some((line) => OWN.test(line)) || EXCEPTION.test(log);
