workflow { Channel.of(absent_name).view() }
