export { viewRoutes } from './routes.ts';
export type { NewViewBody, OpenedView, SavedView, SavedViews, ViewBody, ViewList } from './view.ts';
export { views } from './wing.ts';
