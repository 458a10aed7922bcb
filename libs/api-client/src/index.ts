export { ApiClient, urlOf, type ApiRequest, type Send } from './api-client.ts';
export type { AnswerOf, InputOf, Method, PathWith, Schemas } from './operations.ts';
