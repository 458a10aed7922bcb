import type { Type } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';

/** Additions of a wing to the gateway. */
export interface GatewayWing {
  /** Modules with its controllers and services. */
  readonly modules: readonly Type[];
  /** Brings its own tables up to date. @throws the driver's error */
  readonly migrate?: (model: ReadModel) => Promise<void>;
}
