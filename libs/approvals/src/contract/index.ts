export * from './approval.ts';
export { approvalRoutes } from './routes.ts';
export { approvals } from './wing.ts';
