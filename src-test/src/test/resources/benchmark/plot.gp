set terminal svg size 1200,1000 dynamic background rgb "white" font "sans-serif,13"
set output "plot.svg"
set datafile missing "?"
set multiplot layout 2,1 title "@TITLE@" font ",11" noenhanced
set style data histograms
set style histogram errorbars gap 1.5 linewidth 1.5
set style fill solid 0.75 border -1
set logscale y
set grid ytics
set key outside top center horizontal
set xlabel "what, and how many requests are outstanding"
set ylabel "sessions or Access exchanges a second"
plot for [i=2:@LAST_COLUMN@:3] "rates.dat" using i:i+1:i+2:xtic(1) title columnheader(i)
set ylabel "p99, ms"
plot for [i=2:@LAST_COLUMN@:3] "latencies.dat" using i:i+1:i+2:xtic(1) title columnheader(i)
unset multiplot
