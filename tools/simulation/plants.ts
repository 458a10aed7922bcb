/** Bugs that can be planted, with the effect of each. */
export const plants = {
  'unexpected-append': 'appends without an expected sequence',
  'forgetful-fold': 'folds that ignore cancel_requested',
  'repeated-launch': 'a start that overlooks the child of an earlier try',
  'early-ending': 'an ending recorded before the process tree is empty',
} as const;
export type Plant = keyof typeof plants;

export const isPlant = (name: string): name is Plant => Object.hasOwn(plants, name);
