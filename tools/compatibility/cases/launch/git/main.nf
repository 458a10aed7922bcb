include { COUNT } from './modules/count'

workflow { COUNT(Channel.of('a', 'bb')) }
