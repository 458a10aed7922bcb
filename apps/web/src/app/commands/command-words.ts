import type { Action, JobView } from '@reprise/contracts';
import { duration, plural } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';
import { elapsedMs } from '../shared/status/progress.ts';

type CommandWords = {
  title: string;
  lead: string;
  points: { icon: IconName; strong: string; text: string }[];
  verb: string;
  icon: IconName;
  /** The safe button: names what stays. */
  stay: string;
  destructive: boolean;
};

/** What a dialog says before a command: what will happen, then one verb. */
export function commandWords(job: JobView, action: Action, now: number): CommandWords {
  return { cancel: cancelWords, rerun: rerunWords, resume: resumeWords }[action](job, now);
}

function cancelWords(job: JobView, now: number): CommandWords {
  const base = {
    title: `Cancel ${job.sample_name}?`,
    verb: 'Cancel job',
    icon: 'octagon-x',
    destructive: true,
  } as const;
  if (job.status === 'pending' && !job.runner_id)
    return {
      ...base,
      lead: 'It has not started, and it will not.',
      points: [
        {
          icon: 'shield-check',
          strong: job.attempt > 1 ? `Nothing of attempt ${job.attempt} was run,` : 'Nothing was run,',
          text: 'so nothing has to be stopped or cleaned.',
        },
      ],
      stay: 'Keep waiting',
    };
  const ms = elapsedMs(job, now);
  const since =
    ms === null ? '' : `Running for ${duration(ms)}${job.current_step ? `, now at ${job.current_step}` : ''}. `;
  return {
    ...base,
    lead: `${since}The job ends; it can be resumed later.`,
    points: [
      { icon: 'octagon-x', strong: 'Nextflow is asked to stop.', text: 'Its tasks get time to end by themselves.' },
      {
        icon: 'shield-check',
        strong: 'Then they are ended.',
        text: 'It counts as cancelled only once no process is left.',
      },
      { icon: 'hard-drive', strong: 'What is there is kept', text: 'for a resume: finished steps need not run again.' },
    ],
    stay: 'Keep running',
  };
}

function rerunWords(job: JobView): CommandWords {
  return {
    title: `Rerun ${job.sample_name}?`,
    lead: 'This will delete previous results and restart from scratch. Continue?',
    points: [
      {
        icon: 'trash-2',
        strong: 'Goes:',
        text: `the results of attempt ${job.attempt}, and its work dir unless you keep it.`,
      },
      { icon: 'shield-check', strong: 'Stays:', text: 'the audit trail and the attempts so far.' },
    ],
    verb: 'Delete and rerun',
    icon: 'rotate-ccw',
    stay: 'Keep results',
    destructive: true,
  };
}

function resumeWords(job: JobView): CommandWords {
  const done = job.progress.steps_done;
  const from = job.current_step ? ` from ${job.current_step}` : '';
  return {
    title: `Resume ${job.sample_name}?`,
    lead: `It goes on${from} in the same session and work dir.`,
    points: [
      {
        icon: 'layers',
        strong: done
          ? `${plural(done, 'finished step')} ${done === 1 ? 'stays' : 'stay'} cached.`
          : 'Finished tasks stay cached.',
        text: 'Half-written task folders are moved aside first.',
      },
    ],
    verb: 'Resume job',
    icon: 'circle-play',
    stay: 'Not now',
    destructive: false,
  };
}
