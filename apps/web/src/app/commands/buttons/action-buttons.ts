import type { Action, JobView } from '@reprise/contracts';
import type { InFlightCommand } from '../command-sender.ts';
import type { IconName } from '../../shared/icons.ts';

type ActionButton = {
  action: Action;
  label: string;
  icon: IconName;
  red: boolean;
  /** Its command is under way: shown disabled, turning. */
  busy: boolean;
  /** Why it cannot be used now; `null` when it can. */
  why: string | null;
};

const BUTTONS: Record<Action, { label: string; busy: string; icon: IconName; red: boolean }> = {
  resume: { label: 'Resume', busy: 'Resuming', icon: 'circle-play', red: false },
  rerun: { label: 'Rerun', busy: 'Rerunning', icon: 'rotate-ccw', red: false },
  cancel: { label: 'Cancel', busy: 'Cancelling', icon: 'octagon-x', red: true },
};
const ORDER: Action[] = ['resume', 'rerun', 'cancel'];

/** The buttons of a job: what the server allows, and what is under way until its effect is seen. */
export function actionButtons(
  job: Pick<JobView, 'allowed_actions' | 'pending_action' | 'status' | 'resumable'>,
  inFlight: InFlightCommand | undefined,
): ActionButton[] {
  const running = inFlight?.action ?? (job.pending_action === 'cancelling' ? 'cancel' : undefined);
  if (running) return [busy(running)];
  return ORDER.flatMap((action) => {
    if (job.allowed_actions.includes(action)) return [ready(action)];
    const why = action === 'resume' && job.status === 'failed' ? job.resumable.why : null;
    return why ? [{ ...ready(action), why }] : [];
  });
}

function ready(action: Action): ActionButton {
  const { label, icon, red } = BUTTONS[action];
  return { action, label, icon, red, busy: false, why: null };
}

const busy = (action: Action): ActionButton => ({
  action,
  label: BUTTONS[action].busy,
  icon: 'loader-circle',
  red: false,
  busy: true,
  why: null,
});
