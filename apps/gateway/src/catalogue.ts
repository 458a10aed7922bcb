import { notifications } from '@reprise/notifications/gateway';
import { samples } from '@reprise/samples/gateway';
import type { GatewayWing } from './shared/wing.ts';

/** The wings of this system. No other file of the gateway knows one: decision 140. */
export const wings: readonly GatewayWing[] = [samples, notifications];

/** Migrations of their tables. */
export const migrations = wings.flatMap(({ migrate }) => migrate ?? []);
