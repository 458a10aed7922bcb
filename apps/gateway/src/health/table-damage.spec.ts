import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { TableDamage } from './table-damage.ts';

const INVALID = Object.assign(new Error('invalid page in block 3 of relation base/5/16402'), { code: 'XX001' });

describe('the check of the tables after a start', () => {
  let errors: string[];
  let warnings: string[];
  /** Reads the tables one after another. */
  let read: () => Promise<void>;
  let tables: string[];
  let statements: string[];
  let damage: TableDamage;
  beforeEach(() => {
    jest.useFakeTimers();
    [errors, warnings, tables, statements] = [[], [], ['rm.task'], []];
    jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void errors.push(String(line)));
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void warnings.push(String(line)));
    const execute = async (statement: string) => {
      if (statement.includes('pg_tables')) return tables.map((name) => ({ name }));
      statements.push(statement);
      return statement.startsWith('select') ? read() : undefined;
    };
    const transaction = { execute: (work: (tx: object) => unknown) => work({}) };
    const em = { execute, setTransactionContext: () => {}, getKysely: () => ({ transaction: () => transaction }) };
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

  it('logs an invalid page once with the command that repairs it, and clears it after the repair', async () => {
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

  it('reads a damaged table to its end, so that a busy disk does not hide the damage', async () => {
    read = () => Promise.reject(INVALID);
    await looked();
    const limited = () => statements.splice(0).some((statement) => statement.includes('statement_timeout'));
    expect(limited()).toBe(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect([statements.length > 0, limited()]).toEqual([true, false]);
  });

  it('finds nothing in sound tables', async () => {
    read = () => Promise.resolve();
    await looked();
    expect([damage.problem(), errors, warnings]).toEqual([null, [], []]);
  });

  it('survives its own failure and runs again', async () => {
    read = () => Promise.reject(new Error('Connection terminated'));
    await looked();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(damage.problem()).toBeNull();
    expect([errors, warnings]).toEqual([[], [expect.stringContaining('Connection terminated')]]);
    read = () => Promise.reject(INVALID);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(damage.problem()).toContain('rm.task');
  });

  it('names the damaged table although another table is unreadable for a different reason', async () => {
    tables = ['rm.audit', 'rm.task'];
    const reads = [INVALID, new Error('Connection terminated')];
    read = () => Promise.reject(reads.shift());
    await looked();
    expect([damage.problem(), warnings]).toEqual([expect.stringContaining('rm.audit'), []]);
  });

  it('treats a table whose check times out as sound, in any language of the server', async () => {
    read = () => Promise.reject(Object.assign(new Error('…'), { code: '57014' }));
    await looked();
    expect([damage.problem(), warnings]).toEqual([null, []]);
  });
});
