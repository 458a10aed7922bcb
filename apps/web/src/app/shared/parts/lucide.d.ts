/* The barrel of the package would put all icons into the first page, even those that are loaded later. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  import type { IconNode } from 'lucide';
  const icon: IconNode;
  export default icon;
}
declare module 'lucide/dist/esm/createElement.mjs' {
  export { createElement as default } from 'lucide';
}
