import BareNodeRunner from '../node/runner.mjs';

/**
 * Number of specs that run concurrently. A third worker costs more than it saves, because these specs do not wait for
 * anything, and a worker must load Angular before its first spec.
 */
const WORKERS = 2;

/**
 * Runs the page's specs in separate workers, because other specs expect Node without browser globals.
 * @public named in the page's jest.config.mjs
 */
export default class PageRunner extends BareNodeRunner {
  worker = new URL('worker.mjs', import.meta.url).href;

  constructor(globalConfig) {
    super({ ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, WORKERS) });
  }
}
