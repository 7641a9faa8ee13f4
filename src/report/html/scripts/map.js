// maps: to come
