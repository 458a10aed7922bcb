import { accounts } from '@reprise/accounts/page';
import { approvals } from '@reprise/approvals/page';
import { batches } from '@reprise/batches/page';
import { bulk } from '@reprise/bulk/page';
import { notifications } from '@reprise/notifications/page';
import { operations } from '@reprise/operations/page';
import { provenance } from '@reprise/provenance/page';
import { samples } from '@reprise/samples/page';
import { variants } from '@reprise/variants/page';
import { views } from '@reprise/views/page';
import { audit } from './features/audit/page.ts';
import { job, reports } from './features/job/page.ts';
import { jobs } from './features/jobs/page.ts';
import { newJob } from './features/new-job/page.ts';
import { queue } from './features/queue/page.ts';
import { runners } from './features/runners/page.ts';
import { storage } from './features/storage/page.ts';
import type { PageWing } from './shared/wings/wing.ts';

const core: PageWing = { pages: [jobs, newJob, queue, runners, storage, audit], linked: [job, reports] };

/** The wings of this system. No other file of the page imports a wing, see decision 140. */
const wings: readonly PageWing[] = [
  batches,
  samples,
  notifications,
  provenance,
  operations,
  bulk,
  approvals,
  accounts,
  variants,
  views,
];

const all = [core, ...wings];
export const wingProviders = wings.flatMap(({ providers = [] }) => providers);
/** Pages that have their own entry in the navigation, in order. */
export const pages = all.flatMap(({ pages: some = [] }) => some);
export const linkedPages = all.flatMap(({ linked = [] }) => linked);
export const jobPages = all.flatMap(({ jobPages: some = [] }) => some);
