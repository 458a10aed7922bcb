import type { System } from '../system/system.ts';

/** Properties that clients need of a system, which may have more gateways. */
export interface Gateways extends Pick<System, 'token' | 'notes' | 'executors'> {
  readonly urls: readonly string[];
}

/** URL of one of the gateways. */
export const anyOf = ({ urls }: Gateways, random: () => number): string => urls[Math.floor(random() * urls.length)]!;
