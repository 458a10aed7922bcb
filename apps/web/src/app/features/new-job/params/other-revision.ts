import type { JobView, PipelineView } from '@reprise/contracts';
import type { Field } from './schema-form.ts';

/**
 * Returns the revision that will run if the form shows the schema of a different one; otherwise null.
 * @param again the job that will run again, at the commit of its attempt unless a revision is given
 */
export function otherRevision(pipeline: PipelineView, given: string, again: JobView | null): string | null {
  if (pipeline.repository === null) return null;
  const isKept = given === '' || given === again?.launch?.revision;
  const revision = again && isKept ? again.pipeline_revision : given;
  return ['', pipeline.launch.revision, pipeline.revision].includes(revision) ? null : revision;
}

/**
 * Returns a field without the rules in its schema, which may not apply to a different revision. Only its type is kept.
 */
export const withoutRules = (field: Field): Field => ({
  ...field,
  required: false,
  minimum: null,
  maximum: null,
  kind: withoutRule(field.kind),
  each: field.each && withoutRule(field.each),
});

const withoutRule = <T>(kind: T) => (kind === 'integer' ? 'number' : kind === 'choice' ? 'text' : kind);
