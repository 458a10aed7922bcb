import type { ContractWing } from '@reprise/contracts/for-wings';
import { operationsRoutes } from './routes.ts';

/** Figures for operators over time: throughput, waits, failures, slots and disks. */
export const operations = { routes: { operations: operationsRoutes } } as const satisfies ContractWing;
