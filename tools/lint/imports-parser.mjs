import { parseSync } from 'oxc-parser';
import tseslint from 'typescript-eslint';

/**
 * Parser for files whose rules examine only imports and comments. The TypeScript parser takes most of ESLint's time, so
 * it receives only the imports and comments, at their original positions. A file with errors is passed on unchanged.
 */
export const importsParser = {
  meta: { name: 'reprise-imports-parser', version: '1' },
  parseForESLint(text, options) {
    const { comments, errors, module } = parseSync(options.filePath, text);
    const read = errors.length > 0 ? text : only(text, [...comments, ...imports(module)]);
    return tseslint.parser.parseForESLint(read, options);
  },
};

const imports = ({ staticImports, staticExports, dynamicImports }) => [
  ...staticImports,
  ...staticExports.filter(({ entries }) => entries.some(({ moduleRequest }) => moduleRequest)),
  ...dynamicImports,
];

/** Returns text with only these ranges. The rest is blank, with a semicolon at the end of each statement. */
function only(text, ranges) {
  const blank = (start, end) => text.slice(start, end).replace(/\S/g, ' ').replace(' ', ';');
  let kept = '';
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    // A comment inside an import is kept with it.
    if (start >= kept.length) kept += blank(kept.length, start) + text.slice(start, end);
  }
  return kept + blank(kept.length, text.length);
}
