import type * as z from 'zod';
import type { Right } from './access/right.ts';
import type { EventDefinitions } from './events/definition.ts';
import type { ProblemExample } from './problem-example.ts';

/** Additions of a wing to the contract. */
export interface ContractWing {
  /** Events of the family `input`, by type. */
  readonly inputEvents?: EventDefinitions;
  /** Deletions that may require a reason, by the name that settings use, each as it follows "is required to". */
  readonly deletions?: Readonly<Record<string, string>>;
  /** Least role for each route, by method and path as in the OpenAPI document. */
  readonly rights: Readonly<Record<string, Right>>;
  /** Schemas of bodies and answers, by their name in the OpenAPI document. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** Examples of problems of its routes, by the name that routes refer to. */
  readonly problems: Readonly<Record<string, ProblemExample>>;
}
