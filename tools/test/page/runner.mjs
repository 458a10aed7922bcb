import BareNodeRunner from '../node/runner.mjs';

/** Specs at once. They wait for nothing, and a worker loads Angular before its first: a third one costs more than it does. */
const WORKERS = 2;

/**
 * Runs specs of the page, in workers of their own: to other specs, Node is no browser.
 * @public named in the page's jest.config.mjs
 */
export default class PageRunner extends BareNodeRunner {
  worker = new URL('worker.mjs', import.meta.url).href;

  constructor(globalConfig) {
    super({ ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, WORKERS) });
  }
}
