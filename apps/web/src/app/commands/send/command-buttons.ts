import type { ActionName, JobView } from '@reprise/contracts';

/** The button and the key of a command to a job. Its dialog is loaded when it is asked for. */
export interface CommandButton {
  readonly key: string;
  readonly isRed?: true;
  /** Whether it is in the menu of a job, and has no button of its own. */
  readonly isInMenu?: true;
  /** Label in the menu, where it is another one than that of its button. */
  readonly menuLabel?: string;
  /** `pending_action` of a job on which it is in flight. */
  readonly pendingAction?: JobView['pending_action'];
  /** Reason why its button is shown disabled; null where the button is hidden. */
  readonly whyDisabled?: (job: Pick<JobView, 'status' | 'resumable'>) => string | null;
}

/** In the order of the buttons. */
export const commandButtons: Readonly<Record<ActionName, CommandButton>> = {
  unpause: { key: 'u', pendingAction: 'unpausing' },
  resume: { key: 'r', whyDisabled: ({ status, resumable }) => (status === 'failed' ? resumable.why : null) },
  restart: { key: 's', isInMenu: true, menuLabel: 'Restart from a step' },
  rerun: { key: 'R' },
  cancel: { key: 'c', isRed: true, pendingAction: 'cancelling' },
  abandon: { key: 'A', isRed: true, isInMenu: true },
  pause: { key: 'p', pendingAction: 'pausing' },
  clean: { key: 'd', isRed: true, isInMenu: true, pendingAction: 'cleaning' },
  pin: { key: 'h', isInMenu: true },
  unpin: { key: 'H', isInMenu: true },
  priority: { key: 'i', isInMenu: true },
  move: { key: 'm', isInMenu: true, menuLabel: 'Move to queue' },
};

/** Names of the commands to a job, in the order of their buttons. */
export const buttonOrder = Object.keys(commandButtons) as ActionName[];
