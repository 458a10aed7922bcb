export { EXAMPLE, examplePage, historyExample } from '@reprise/contracts/routes';
