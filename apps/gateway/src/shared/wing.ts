import type { Type } from '@nestjs/common';

/** Additions of a wing to the gateway. */
export interface GatewayWing {
  /** Modules with its controllers and services. */
  readonly modules: readonly Type[];
}
