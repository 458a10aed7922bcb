import type { ContractWing } from '@reprise/contracts/for-wings';
import { approvalEvents } from './events.ts';
import { approvalRoutes } from './routes.ts';

/** Approval of commands by a second person. */
export const approvals = {
  accessEvents: approvalEvents,
  routes: { approvals: approvalRoutes },
} as const satisfies ContractWing;
