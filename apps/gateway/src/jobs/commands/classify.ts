import type { LookUp } from '../command-requests/look-up.ts';

/** Looks up the variant in its table and assesses it with the given judgements. */
export const lookUp: LookUp<'classify'> = {
  make: async (body, { state }, { variants }) => ({
    name: 'classify',
    reason: body.reason,
    // Without results there is nothing to look up, and the decision refuses the command.
    classified: state.status === 'completed' ? await variants.assess(state.job_id, body) : null,
  }),
};
