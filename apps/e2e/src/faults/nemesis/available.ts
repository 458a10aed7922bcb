import { driveProblem } from '../drive/drive-problem.ts';
import { driveFaults, type FaultKind } from '../record/kinds.ts';
import { canJump } from '../system/clock.ts';
import { memoryProblem } from './memory-limit.ts';

/** Reason why this machine cannot have a kind of fault; null if it can. */
export function problemWith(kind: FaultKind): string | null {
  if ((driveFaults as readonly string[]).includes(kind)) return driveProblem();
  if (kind.startsWith('disk-')) return process.getuid?.() === 0 ? null : 'only root can mount a small disk';
  if (kind.startsWith('clock-')) return canJump ? null : "Debian's package libfaketime is not installed";
  return kind.startsWith('memory-') ? memoryProblem() : null;
}
