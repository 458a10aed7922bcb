import BareNodeRunner from '../node/runner.mjs';

/**
 * Runs specs of the page, in workers of their own: to other specs, Node is no browser.
 * @public named in the page's jest.config.mjs
 */
export default class PageRunner extends BareNodeRunner {
  worker = new URL('worker.mjs', import.meta.url).href;
}
