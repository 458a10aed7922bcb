import Tinypool from 'tinypool';

/**
 * Runs specs in processes of a bare Node, each with all that its earlier ones have loaded. The pool is ours: that of
 * jest-light-runner asks for the configuration in messages that cross where workers start at once, and waits for ever then.
 */
export default class BareNodeRunner {
  /** Address of what a worker runs. */
  worker = new URL('worker.mjs', import.meta.url).href;
  #globalConfig;

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  async runTests(tests, _watcher, onStart, onResult, onFailure) {
    const { maxWorkers } = this.#globalConfig;
    const pool = new Tinypool({
      filename: this.worker,
      runtime: 'child_process',
      // Else a worker has none.
      env: process.env,
      minThreads: maxWorkers,
      maxThreads: maxWorkers,
    });
    const open = [...tests];
    const lane = async () => {
      for (let test = open.shift(); test; test = open.shift()) {
        await onStart(test);
        await this.#run(pool, test).then(
          (result) => onResult(test, result),
          (error) => onFailure(test, error),
        );
      }
    };
    await Promise.all(Array.from({ length: maxWorkers }, lane));
    await pool.destroy();
  }

  #run(pool, { path, context }) {
    const configuration = { globalConfig: this.#globalConfig, projectConfig: context.config, runtime: 'child_process' };
    return pool.run({ path, configuration });
  }
}
