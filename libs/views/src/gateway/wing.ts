import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { migrateViews } from './database.ts';
import { ViewsModule } from './views.module.ts';

/** Saved views of the list of jobs. */
export const views = { modules: [ViewsModule], migrate: migrateViews } satisfies GatewayWing;
