export { AttemptParameter, ListQuery, MinSeq, OneQuery, PageQuery } from '@reprise/contracts/http';
