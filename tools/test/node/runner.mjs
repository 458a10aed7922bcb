import Tinypool from 'tinypool';

/**
 * Runs specs in processes of a bare Node, which keep the modules loaded by earlier specs. It has its own pool, because
 * with jest-light-runner's pool, the messages in which workers request the configuration can cross if workers start at
 * the same time, and the pool then waits forever.
 */
export default class BareNodeRunner {
  /** Address of the script of a worker. */
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
      // Otherwise a worker has no environment.
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
