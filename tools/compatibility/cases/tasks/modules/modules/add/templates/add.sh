#!/bin/bash
plus $n 1 > sum.txt
