export { ApiClient, urlOf, type ApiRequest, type Send } from './api-client.ts';
export type { AnswerOf, BodyOf, InputOf, Method, PathWith } from './operations.ts';
