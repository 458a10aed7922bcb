import { accounts } from '@reprise/accounts/gateway';
import { approvals } from '@reprise/approvals/gateway';
import { batches } from '@reprise/batches/gateway';
import { bulk } from '@reprise/bulk/gateway';
import { notifications } from '@reprise/notifications/gateway';
import { operations } from '@reprise/operations/gateway';
import { provenance } from '@reprise/provenance/gateway';
import { samples } from '@reprise/samples/gateway';
import { variants } from '@reprise/variants/gateway';
import { views } from '@reprise/views/gateway';
import type { GatewayWing } from './shared/wing.ts';

/** The wings of this system. No other file of the gateway imports a wing, see decision 140. */
export const catalogue: readonly GatewayWing[] = [
  accounts,
  samples,
  notifications,
  provenance,
  variants,
  batches,
  operations,
  bulk,
  approvals,
  views,
];
