import BareNodeRunner from '../node/runner.mjs';

/**
 * Number of concurrent specs. They do not wait for anything, and a worker loads Angular before its first spec: a third
 * worker costs more than it saves.
 */
const WORKERS = 2;

/**
 * Runs specs of the page in separate workers, because other specs expect Node without browser globals.
 * @public named in the page's jest.config.mjs
 */
export default class PageRunner extends BareNodeRunner {
  worker = new URL('worker.mjs', import.meta.url).href;

  constructor(globalConfig) {
    super({ ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, WORKERS) });
  }
}
