import { accounts } from '@reprise/accounts/contract';
import { approvals } from '@reprise/approvals/contract';
import { batches } from '@reprise/batches/contract';
import { bulk } from '@reprise/bulk/contract';
import { notifications } from '@reprise/notifications/contract';
import { operations } from '@reprise/operations/contract';
import { provenance } from '@reprise/provenance/contract';
import { samples } from '@reprise/samples/contract';
import { variants } from '@reprise/variants/contract';
import { views } from '@reprise/views/contract';

/** Routes of the wings, by feature. */
export const routesOfWings = {
  ...accounts.routes,
  ...approvals.routes,
  ...batches.routes,
  ...bulk.routes,
  ...notifications.routes,
  ...operations.routes,
  ...provenance.routes,
  ...samples.routes,
  ...variants.routes,
  ...views.routes,
};
/** Schemas nested in bodies and responses, by name in the OpenAPI document. */
export const schemasOfWings = { ...accounts.schemas, ...bulk.schemas, ...samples.schemas, ...variants.schemas };
/** Rights for navigations of the browser, which the document does not contain. */
export const undocumentedRightsOfWings = { ...accounts.undocumentedRights };
