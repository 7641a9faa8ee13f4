// Regions on the map, quarter by quarter: one scale for all policies, so that maps can be compared.
