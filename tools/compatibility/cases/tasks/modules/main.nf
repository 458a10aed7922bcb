include { OUTER } from './workflows/outer'

workflow { OUTER(Channel.of(['one', 1], ['two', 2])) }
