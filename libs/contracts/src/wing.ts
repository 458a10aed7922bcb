import type * as z from 'zod';
import type { Right } from './access/right.ts';
import type { EventDefinitions } from './events/definition.ts';
import type { Route } from './http/route.ts';

/** Parts that a wing adds to the contract. */
export interface ContractWing {
  /** Events of the family `access`, by type. */
  readonly accessEvents?: EventDefinitions;
  /** Events of the family `input`, by type. */
  readonly inputEvents?: EventDefinitions;
  /** Deletions that may require a reason: the name in the settings, and a text that follows "is required to". */
  readonly deletions?: Readonly<Record<string, string>>;
  /** Routes of the wing, by feature. */
  readonly routes: Readonly<Record<string, Readonly<Record<string, Route>>>>;
  /** Rights for navigations of the browser, which the document does not contain, by method and path. */
  readonly undocumentedRights?: Readonly<Record<string, Right>>;
  /** Schemas nested in bodies and responses, by name in the OpenAPI document. */
  readonly schemas?: Readonly<Record<string, z.ZodType>>;
}
