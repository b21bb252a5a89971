// The tablet data set (figshare 5645578), whatever folder its files come from.

export const dataSet = "figshare 5645578 tablets";
