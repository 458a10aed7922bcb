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
    const lane = async (next) => {
      for (let test = next(); test; test = next()) {
        await onStart(test);
        await this.#run(pool, test).then(
          (result) => onResult(test, result),
          (error) => onFailure(test, error),
        );
      }
    };
    // The longest come first and keep both cores busy; the others wait for much of their time. One lane begins with those.
    const lanes = Array.from({ length: maxWorkers }, (_, i) => lane(i === 0 ? () => open.pop() : () => open.shift()));
    await Promise.all(lanes);
    await pool.destroy();
  }

  #run(pool, { path, context }) {
    const configuration = { globalConfig: this.#globalConfig, projectConfig: context.config, runtime: 'child_process' };
    return pool.run({ path, configuration });
  }
}
