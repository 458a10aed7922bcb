import type { JobView, RunnerView, TypedHistoryEntry } from '@reprise/contracts';
import { automaticResumeText } from '@reprise/contracts/automatic-resume-text';
import { warningText } from '@reprise/contracts/warning-text';
import { pausedText } from '../../commands/pause.ts';
import { awayText } from '../../shared/attempt/problems/away-text.ts';
import { checkText } from '../../shared/attempt/results/check-text.ts';
import { elsewhereTaskText, isKnownElsewhere } from '../../shared/attempt/executors/elsewhere-text.ts';
import { hangingText } from '../../shared/attempt/problems/hanging-text.ts';
import { stalledText } from '../../shared/attempt/problems/stalled-text.ts';
import { unprovenText } from '../../shared/attempt/executors/unproven-text.ts';
import { waitingRequestsText } from './history/waiting-requests.ts';
import type { IconName } from '../../shared/parts/icons.ts';

type Look = { icon: IconName; isWarning?: true; /** Whether screen readers announce it. */ isLive?: true };
const WARNING = { icon: 'triangle-alert', isWarning: true } as const;
const URGENT = { ...WARNING, isLive: true } as const;

/** Looks of the notes, in the order of the page. */
const LOOKS = {
  /** Commands wait for a second person. */
  requested: { icon: 'shield-check', isLive: true },
  resumed: { icon: 'circle-play' },
  paused: { icon: 'circle-pause', isWarning: true },
  /** An offline runner has the job. */
  away: { icon: 'server', isWarning: true },
  /** All remote tasks are known. */
  elsewhere: { icon: 'info' },
  /** Some remote tasks are unknown, or known only from an executor that was never tried. */
  unknown: WARNING,
  /** Executors have not proven the end or the pause. */
  unproven: URGENT,
  stalled: URGENT,
  hanging: URGENT,
  /** Parts of the run are incomplete. */
  warned: WARNING,
  /** The results of a run that has ended are being read. */
  checking: { icon: 'file-check', isLive: true },
} as const satisfies Record<string, Look>;
type Key = keyof typeof LOOKS;

/** Notes on the state of a job, each only if it applies. @param isPast whether the job is shown as it was */
export function jobNotes(
  job: JobView,
  {
    now,
    runners,
    isPast,
    history,
  }: { now: number; runners: readonly RunnerView[]; isPast: boolean; history: readonly TypedHistoryEntry[] },
): (Look & { key: Key; text: string })[] {
  const { automatic_resume: resume, unproven, stalled, hanging } = job;
  const texts: Partial<Record<Key, string | null>> = {
    requested: isPast ? null : waitingRequestsText(history, now),
    resumed: resume?.state === 'under_way' ? automaticResumeText(resume) : null,
    paused: pausedText(job, now),
    away: isPast ? null : awayText(job, runners, now),
    [isKnownElsewhere(job) ? 'elsewhere' : 'unknown']: elsewhereTaskText(job),
    unproven: unproven ? unprovenText(unproven, now) : null,
    stalled: stalled ? stalledText(stalled, now) : null,
    hanging: hanging ? hangingText(hanging, now) : null,
    warned: warningText(job),
    checking: job.status === 'running' ? checkText(job.job_id, runners) : null,
  };
  return (Object.keys(LOOKS) as Key[]).flatMap((key) => {
    const text = texts[key];
    return text ? [{ key, text, ...LOOKS[key] }] : [];
  });
}
