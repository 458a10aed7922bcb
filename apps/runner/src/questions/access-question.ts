import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AccessRequest, accessSubject, type AccessResponse, type RunnerPlace } from '@reprise/contracts';
import { describeAccess, findAccessProblems } from '@reprise/nextflow';
import type { StartSettings } from '../base/start-settings.ts';
import { uploadedSamples } from '../start/uploaded-samples.ts';

export type AccessSettings = Pick<StartSettings, 'isolation' | 'inputRoots' | 'samplesRoot'>;

/** Answers which paths the tasks' user cannot read. */
export function accessQuestion(place: RunnerPlace, { isolation, inputRoots, samplesRoot }: AccessSettings) {
  @Controller()
  class AccessQuestion {
    @MessagePattern(accessSubject(place))
    async access(@Payload() question: unknown): Promise<AccessResponse> {
      const { paths } = AccessRequest.parse(question);
      const names = paths.map(({ path }) => path);
      const asked = paths.map(({ path, whole }) => ({ path, use: whole ? ('read_all' as const) : ('read' as const) }));
      const shown = [...inputRoots, ...uploadedSamples(samplesRoot, {}, names)];
      const problems = await findAccessProblems(isolation, asked, shown);
      const inputs = new Set(paths.filter(({ is_input }) => is_input).map(({ path }) => path));
      return {
        unreadable: problems.map((problem) => ({
          path: problem.path,
          ...describeAccess(problem, { isInput: inputs.has(problem.path) }),
        })),
      };
    }
  }
  return AccessQuestion;
}
