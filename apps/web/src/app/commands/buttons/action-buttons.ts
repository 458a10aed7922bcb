import type { ActionName, JobView } from '@reprise/contracts';
import { commandFacts } from '@reprise/contracts/command-facts';
import type { IconName } from '../../shared/parts/icons.ts';
import { hindersOthers, type InFlightCommand } from '../send/command-sender.ts';
import { buttonOrder, commandButtons } from '../send/command-buttons.ts';

type ActionButton = {
  action: ActionName;
  label: string;
  icon: IconName;
  red: boolean;
  /** Whether its command is in flight. The button is then disabled and shows progress. */
  busy: boolean;
  /** Reason why it is disabled; null if it is enabled. */
  why: string | null;
};

/** Rights of the user to send commands for a job. */
type Rights = {
  /** Whether the user's role does not allow a command. The command is then not shown. */
  readonly isDenied: (name: ActionName) => boolean;
  /** Reason why the user may not send the command for this job. The command is then shown, but disabled. */
  readonly whyNot: (name: ActionName) => string | null;
};
const ALL_RIGHTS: Rights = { isDenied: () => false, whyNot: () => null };

/** Buttons of a job: the commands that the server allows, or the command in flight. */
export function actionButtons(
  job: Pick<JobView, 'allowed_actions' | 'pending_action' | 'status' | 'resumable'>,
  inFlight: InFlightCommand | undefined,
  { isDenied, whyNot }: Rights = ALL_RIGHTS,
): ActionButton[] {
  const hasButton = (name: ActionName) => !commandButtons[name].isInMenu && !isDenied(name);
  const allowed = (name: ActionName): ActionButton => ({ ...ready(name), why: whyNot(name) });
  const pending = job.pending_action;
  const running =
    inFlight?.action ?? buttonOrder.find((name) => pending && commandButtons[name].pendingAction === pending);
  if (running && !hindersOthers(inFlight ?? { action: running, seq: 0 }))
    return [busy(running), ...job.allowed_actions.filter(hasButton).map(allowed)];
  if (running) return [busy(running)];
  return buttonOrder.filter(hasButton).flatMap((name) => {
    if (job.allowed_actions.includes(name)) return [allowed(name)];
    const why = commandButtons[name].whyDisabled?.(job) ?? null;
    return why ? [{ ...ready(name), why }] : [];
  });
}

/**
 * Returns the commands that the server allows and that have no button, except for those that the user may not send.
 * @param whyDenied returns why the user may not send a command
 */
export const menuActions = (
  job: Pick<JobView, 'allowed_actions'>,
  whyDenied: (name: ActionName) => string | null = () => null,
): ActionButton[] =>
  buttonOrder
    .filter((name) => commandButtons[name].isInMenu && job.allowed_actions.includes(name) && whyDenied(name) === null)
    .map((name) => ({ ...ready(name), label: commandButtons[name].menuLabel ?? ready(name).label }));

function ready(action: ActionName): ActionButton {
  const { text, icon } = commandFacts[action];
  return { action, label: text.label, icon, red: commandButtons[action].isRed ?? false, busy: false, why: null };
}

function busy(action: ActionName): ActionButton {
  const { text } = commandFacts[action];
  return { action, label: text.ongoing, icon: 'loader-circle', red: false, busy: true, why: null };
}
