import type { ComponentType } from '@angular/cdk/portal';
import type { ActionName, JobView, SessionView } from '@reprise/contracts';
import { personOf } from '../../core/session/current-user.ts';

/** Message of the server, repeated here so that the catalogue need not be loaded. */
const NOT_OWNER = 'Only the person who submitted this job, or an admin, may cancel it.';

/** The button and the key of a job command. Its dialog is loaded on demand. */
export interface CommandButton {
  readonly key: string;
  readonly isRed?: true;
  /** Whether it is in the menu of a job and has no button. */
  readonly isInMenu?: true;
  /** Label in the menu, if it differs from the label of the button. */
  readonly menuLabel?: string;
  /** Value of `pending_action` while it is in flight. */
  readonly pendingAction?: JobView['pending_action'];
  /** Why its button is disabled; null if the button is hidden. */
  readonly whyDisabled?: (job: Pick<JobView, 'status' | 'resumable'>) => string | null;
  /** Reason why the user may not send it for this job, regardless of their role; null if they may. */
  readonly whyNot?: (job: Pick<JobView, 'created_by'>, session: SessionView) => string | null;
  /** Whether it may wait a long time for a runner after it is accepted. Other commands do not wait for its effect. */
  readonly mayWaitLong?: true;
  /** Loads its own dialog; default: the common one. */
  readonly dialog?: () => Promise<ComponentType<unknown>>;
}

/** Buttons in order. */
export const commandButtons: Readonly<Record<ActionName, CommandButton>> = {
  unpause: { key: 'u', pendingAction: 'unpausing' },
  resume: { key: 'r', whyDisabled: ({ status, resumable }) => (status === 'failed' ? resumable.why : null) },
  restart: {
    key: 's',
    isInMenu: true,
    menuLabel: 'Restart from a step',
    dialog: () => import('../restart/restart-dialog.ts').then((m) => m.RestartDialog),
  },
  rerun: { key: 'R' },
  cancel: {
    key: 'c',
    isRed: true,
    pendingAction: 'cancelling',
    whyNot: ({ created_by }, { cancel_of_others, role, actor }) => {
      const isOwnersOnly = cancel_of_others === 'owner' && role !== 'admin';
      return isOwnersOnly && personOf(actor) !== personOf(created_by) ? NOT_OWNER : null;
    },
  },
  abandon: { key: 'A', isRed: true, isInMenu: true },
  pause: { key: 'p', pendingAction: 'pausing' },
  clean: { key: 'd', isRed: true, isInMenu: true, pendingAction: 'cleaning', mayWaitLong: true },
  pin: { key: 'h', isInMenu: true },
  unpin: { key: 'H', isInMenu: true },
  priority: { key: 'i', isInMenu: true },
  move: { key: 'm', isInMenu: true, menuLabel: 'Move to queue' },
  label: { key: 'L', isInMenu: true },
};

/** Names of the commands for a job, in the order of their buttons. */
export const buttonOrder = Object.keys(commandButtons) as ActionName[];
