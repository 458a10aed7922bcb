/** Openings after which a doc comment hides its subject. It should name a thing, or say what it does. */
const BANNED = /^(?:What|Of|Told|Says|That which|Passes over)\b/;

/** ESLint rule: a doc comment begins with a noun phrase or a verb in the third person. */
export const docCommentOpenings = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      opening: 'Begin a doc comment with what it is ("Reason of…") or does ("Returns…"), not with "{{opening}}".',
    },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (comment.type !== 'Block' || !comment.value.startsWith('*')) continue;
        const opening = BANNED.exec(comment.value.replace(/^[\s*]+/, ''))?.[0];
        if (opening !== undefined) context.report({ loc: comment.loc, messageId: 'opening', data: { opening } });
      }
    },
  }),
};
