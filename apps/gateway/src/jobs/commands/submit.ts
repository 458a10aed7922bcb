import { DEFAULT_QUEUE, membershipOf, type FieldProblem } from '@reprise/contracts';
import { readSheet, resourcesOf, SHEET_NAME } from '@reprise/pipelines';
import type { LookUp } from '../command-requests/look-up.ts';
import { resumePolicy } from './resume-policy.ts';

/** Looks up the pipeline, and completes and validates the params. */
export const lookUp: LookUp<'submit'> = {
  make: async (body, _job, { pipelines, queues, policy }, warn, _caller, part) => {
    const named = await pipelines.find(body.pipeline);
    const queue = body.queue ?? named.manifest.queue ?? DEFAULT_QUEUE;
    await queues.assertExists(queue);
    const { launch, pipeline, warnings: ofLaunch } = await pipelines.checkLaunch(named, body.launch ?? {});
    const sheet = body.sheet && { param: body.sheet.param, read: readSheet(body.sheet.text) };
    const { params, inputs, inputs_count, warnings } = await pipelines.check(
      pipeline,
      body.params,
      { sheet, launch: launch ?? {} },
      { asksRunners: !part?.runnersAsked },
    );
    const found: FieldProblem[] = [...ofLaunch, ...warnings];
    const resume_after = resumePolicy(
      body.resume_after,
      pipeline.manifest.resume_after,
      () => policy.approves('resume'),
      (more) => found.push(...more),
    );
    warn(found);
    const resources = resourcesOf(pipeline.manifest);
    const { on_cancel = 'keep' } = pipeline.manifest;
    const { labels = {} } = body;
    return {
      name: 'submit',
      sample_name: body.sample_name,
      pipeline: pipeline.manifest.name,
      pipeline_revision: pipeline.revision,
      params,
      ...(launch && { launch }),
      ...(body.sheet && { sheet: { ...body.sheet, name: SHEET_NAME } }),
      inputs,
      ...(inputs_count && { inputs_count }),
      ...(resources && { resources }),
      ...(on_cancel !== 'keep' && { on_cancel }),
      ...(resume_after && { resume_after }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...membershipOf(body),
      queue,
      priority: body.priority ?? 0,
      reason: body.reason || null,
    };
  },
};
