import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { ApprovalsModule } from './approvals.module.ts';

/** Approval of commands by a second person. */
export const approvals = { modules: [ApprovalsModule] } satisfies GatewayWing;
