import type { Type } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import type { GatewaySettings } from './settings.ts';

/** Parts that a wing adds to the gateway. */
export interface GatewayWing {
  /** Modules with its controllers and services. */
  readonly modules?: readonly Type[];
  /**
   * Global module that exports `Identities`, `Confirmations` and `PeopleDirectory`. If no wing provides one, users can
   * sign in only with the machine token.
   */
  readonly people?: Type;
  /** Checks the files that its settings name, before any connection is opened. @throws Error that names the setting */
  readonly check?: (settings: GatewaySettings) => Promise<void>;
  /** Path prefixes below `/api` that accept requests without a sign-in. */
  readonly openPaths?: readonly string[];
  /** Paths below `/api` that accept a form. All others accept JSON. */
  readonly formPaths?: readonly string[];
  /** Migrates its own tables. @throws the driver's error */
  readonly migrate?: (model: ReadModel) => Promise<void>;
}
