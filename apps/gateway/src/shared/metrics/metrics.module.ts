import { Global, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { CommandMetrics } from './command-metrics.ts';
import { MetricsController } from './metrics.controller.ts';
import { RequestMetrics } from './request-metrics.ts';

/**
 * Interval of event-loop checks. At the default of 10 ms, the checks would account for most of the load of an idle
 * gateway.
 */
const LAG_EVERY_MS = 250;

/** The registry to which each feature adds its metrics. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [{ provide: Registry, useFactory: registryOfThisProcess }, CommandMetrics, RequestMetrics],
  exports: [Registry, CommandMetrics, RequestMetrics],
})
export class MetricsModule {}

function registryOfThisProcess(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
  return registry;
}
