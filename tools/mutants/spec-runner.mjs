import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';
import '../test/node/typescript.mjs';
import runSpec from '../test/node/worker.mjs';
import { inOrder } from './in-order.mjs';
import { isSampled } from './is-sampled.mjs';
import { linkRest } from './link-rest.mjs';
import { loadFresh } from './load-fresh.mjs';
import { limitTests, TOO_LONG } from './test-limit.mjs';

const here = (file) => new URL(file, import.meta.url).pathname;
/** Where instrumented code reads the active mutant, and counts coverage. */
const state = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/** jest settings used by the runner of our specs. */
const configuration = {
  globalConfig: { testNamePattern: null, expand: false, updateSnapshot: 'none' },
  projectConfig: {
    rootDir: process.cwd(),
    transform: [],
    transformIgnorePatterns: [],
    setupFiles: [],
    setupFilesAfterEnv: ['../test/node/jest-object.mjs', '../test/node/time-limits.mjs', './first-failure.mjs'].map(
      here,
    ),
    snapshotSerializers: [],
    snapshotFormat: {},
    slowTestThreshold: 5,
  },
  runtime: 'child_process',
};

/**
 * Runs specs in this process. The modules are loaded again for each mutant, so that the initialization of a module is
 * covered by the specs that load it. For Stryker, a spec is one test.
 */
class SpecRunner {
  static inject = tokens(commonTokens.options);
  #fresh;
  #options;
  #isStuck = false;

  constructor({ reprise }) {
    const { checkout, project, dependents } = reprise;
    const places = { checkout, sandbox: realpathSync(process.cwd()), project, dependents };
    linkRest(places);
    this.#fresh = loadFresh(places);
    this.#options = reprise;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ testFiles }) {
    const tests = [];
    for (const file of testFiles) {
      this.#fresh.next();
      tests.push(await this.#run(file));
    }
    tests.sort((one, other) => one.timeSpentMs - other.timeSpentMs);
    const covered = state.mutantCoverage?.perTest ?? {};
    // Specs for a mutant run in this order: the fastest first.
    const perTest = Object.fromEntries(tests.map(({ id }) => [id, covered[id] ?? {}]));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const { sample, limitMs } = this.#options;
    if (!isSampled(sample, activeMutant.id))
      return { status: MutantRunStatus.Error, errorMessage: 'Not in the sample' };
    // Code that a mutant blocks is still running, and would keep running under the next mutant. Stryker starts a new
    // process and repeats the request.
    if (this.#isStuck) process.exit(1);
    limitTests(limitMs);
    Object.assign(state, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    this.#fresh.next();
    let nrOfTests = 0;
    for (const file of inOrder(testFilter, activeMutant.fileName, this.#options)) {
      const { id, failureMessage } = await this.#run(file);
      nrOfTests += 1;
      const endless = determineHitLimitReached(state.hitCount, state.hitLimit);
      if (endless) return endless;
      this.#isStuck = failureMessage?.includes(TOO_LONG) ?? false;
      if (this.#isStuck)
        return { status: MutantRunStatus.Timeout, reason: `${relative(process.cwd(), file)}: ${TOO_LONG}` };
      if (failureMessage) return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  async #run(file) {
    state.currentTestId = file;
    const begun = performance.now();
    const failureMessage = await failureOf(file);
    const status = failureMessage ? TestStatus.Failed : TestStatus.Success;
    return { id: file, name: file, fileName: file, timeSpentMs: performance.now() - begun, status, failureMessage };
  }
}

async function failureOf(path) {
  let outside;
  const note = (error) => {
    outside ??= error;
  };
  process.on('unhandledRejection', note).on('uncaughtException', note);
  try {
    const { numFailingTests, failureMessage } = await runSpec({ path, configuration });
    if (numFailingTests > 0) return failureMessage;
  } catch (error) {
    note(error);
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
  }
  return outside && (outside.stack ?? String(outside));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'specs', SpecRunner)];
