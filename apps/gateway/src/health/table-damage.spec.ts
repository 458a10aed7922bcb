import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { TableDamage } from './table-damage.ts';

const INVALID = Object.assign(new Error('invalid page in block 3 of relation base/5/16402'), { code: 'XX001' });

describe('the look at the tables after a start', () => {
  let errors: string[];
  let warnings: string[];
  /** Reads a table. */
  let read: () => Promise<void>;
  let damage: TableDamage;
  beforeEach(() => {
    jest.useFakeTimers();
    [errors, warnings] = [[], []];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void errors.push(String(line)));
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void warnings.push(String(line)));
    const em = { execute: () => Promise.resolve([{ name: 'rm.task' }]), transactional: () => read() };
    damage = new TableDamage({ schema: 'rm', orm: { em: { fork: () => em } } } as unknown as ReadModel);
  });
  afterEach(() => {
    damage.onApplicationShutdown();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const looked = async () => {
    damage.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(0);
  };

  it('logs an invalid page with the command that repairs it, once, and forgets it after the repair', async () => {
    read = () => Promise.reject(INVALID);
    await looked();
    expect(damage.problem()).toMatch(/rm\.task \(invalid page in block 3\)\. Run npm run rebuild: /);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(errors).toEqual([damage.problem()]);
    let reads = 0;
    read = () => Promise.resolve(void (reads += 1));
    await jest.advanceTimersByTimeAsync(600_000);
    expect([damage.problem(), reads]).toEqual([null, 1]);
  });

  it('finds nothing in sound tables', async () => {
    read = () => Promise.resolve();
    await looked();
    expect([damage.problem(), errors, warnings]).toEqual([null, [], []]);
  });

  it('does no harm where it fails itself', async () => {
    read = () => Promise.reject(new Error('Connection terminated'));
    await looked();
    expect(damage.problem()).toBeNull();
    expect([errors, warnings]).toEqual([[], [expect.stringContaining('Connection terminated')]]);
  });
});
