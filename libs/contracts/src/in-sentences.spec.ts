import * as z from 'zod';
import { AuditQuery, JobListQuery, SubmitBody } from './index.ts';
import { PipelineManifest } from './views/pipeline.ts';
import { inSentences } from './in-sentences.ts';

const said = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value, inSentences).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);

describe('the message about a wrong input', () => {
  it('states the expected value', () => {
    expect(said(SubmitBody, {})).toEqual(['pipeline is required', 'sample_name is required']);
    expect(said(SubmitBody, { pipeline: '', sample_name: 7, params: [] })).toEqual([
      'pipeline must not be empty',
      'sample_name must be a text',
      'params must be an object',
    ]);
    expect(said(JobListQuery, { limit: '5000', q: 'x'.repeat(201), status: 'ended', order: 'up' })).toEqual([
      'limit must be at most 1000',
      'status.0 must be one of pending, running, paused, completed, failed',
      'q must have at most 200 characters',
      'order must be one of asc, desc',
    ]);
    expect(said(AuditQuery, { job_id: 'x', from: 'yesterday', limit: '1.5' })).toEqual([
      'job_id must be a UUID',
      'from must be a time, such as 2026-03-01T09:00:00Z',
      'limit must be a whole number',
    ]);
    expect(said(PipelineManifest, [])).toEqual([' must be an object']);
  });

  it('distinguishes inclusive from exclusive limits', () => {
    const limits = [z.number().positive(), z.number().nonnegative(), z.number().lt(0), z.int().positive()];
    expect(limits.flatMap((schema, i) => said(schema, i === 1 ? -1 : 0))).toEqual([
      ' must be more than 0',
      ' must be at least 0',
      ' must be less than 0',
      ' must be more than 0',
    ]);
  });

  it('has the text of its own schema if there is one', () => {
    expect(said(SubmitBody, { pipeline: 'wes', sample_name: 'x'.repeat(101) })).toEqual([
      'sample_name must have at most 100 characters',
    ]);
    expect(said(SubmitBody, { pipeline: 'wes', sample_name: '-' })[0]).toMatch(/^sample_name must start with a letter/);
  });

  it('never has the text of the library, for any schema', () => {
    const kinds = [z.string().min(3).max(5), z.number(), z.boolean(), z.uuid(), z.literal('a'), z.iso.date(), z.null()];
    const schemas = [
      ...kinds,
      z.union(kinds),
      z.array(z.string()).min(1).max(1),
      z.strictObject({ a: z.string() }),
      z.record(z.enum(['a']), z.string()),
      z.number().multipleOf(2),
    ];
    const values = [undefined, null, '', 'x', 'xxxxxxxx', 1.5, 1e30, true, [], ['a', 'b'], { b: 1 }];
    const messages = schemas.flatMap((schema) => values.flatMap((value) => said(schema, value)));
    expect(messages.length).toBeGreaterThan(100);
    expect(
      messages.filter((message) => /Invalid|Too (big|small)|Unrecognized|expected|received/.test(message)),
    ).toEqual([]);
  });
});
